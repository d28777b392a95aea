"""A synthetic Britain whose soil water and snow are known, delivered in the files that users really have."""
