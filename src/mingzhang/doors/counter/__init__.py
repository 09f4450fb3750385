"""The agency's counter: clerks, checkers and supervisors at work; it translates and holds no rule."""
