package main

import (
	"fmt"
	"io"

	"github.com/google/renameio/v2"
)

// toOutput calls write with the file at path, which is replaced only when write and all
// else went well; with an empty path it calls write with stdout.
func toOutput(a *app, path string, write func(io.Writer) error) error {
	if path == "" {
		return write(a.Out)
	}
	out, err := renameio.NewPendingFile(path, renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer out.Cleanup() //nolint:errcheck // removes the temporary file, which is gone when all went well
	if err := write(out); err != nil {
		return err
	}
	if err := out.CloseAtomicallyReplace(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
