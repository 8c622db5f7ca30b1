"""The questionnaire as a form that is answered on the line."""
