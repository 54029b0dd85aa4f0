"""The reference department systems: small, real, conforming, on a fixed day, and able to have one defect."""
