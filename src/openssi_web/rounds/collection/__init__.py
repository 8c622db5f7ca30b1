"""The collection of answers: rounds and submissions opened, answers saved, workbooks taken over."""
