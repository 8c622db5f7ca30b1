"""The commands: what somebody writes, and what is printed."""
