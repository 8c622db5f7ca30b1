"""What will be published of a submission, the objections to it, and the gate to the statistics."""
