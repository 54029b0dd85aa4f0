"""What a run on a network found, projected from `conformance.model.interop.Interop`: page, lines, and JSON body."""
