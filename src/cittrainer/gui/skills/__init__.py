"""Skills: rubrics, and how each trainee was assessed by one."""
