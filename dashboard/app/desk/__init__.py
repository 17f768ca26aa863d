"""The Data page's desks: where an analyst adds files, corrects lines, articles and names, and builds."""
