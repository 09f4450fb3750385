"""The pages of the enrolment desk."""
