package main

import (
	"github.com/spf13/cobra"
)

func newRootCmd(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "kg",
		Short:         "Turn Chinese local-government news into a knowledge graph / 把地方政务新闻变成知识图谱",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	root.PersistentFlags().BoolVarP(&a.Quiet, "quiet", "q", false, "no progress and no notes on stderr")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &exitError{exitUsage, err} })
	root.AddCommand(
		newExtractCmd(a),
		newLoadCmd(a),
		newQueryCmd(a),
		newWhyCmd(a),
		newMergeCmd(a),
		newDiffCmd(a),
		newExportCmd(a),
		newEvalCmd(a),
		newSchemaCmd(a),
		newVersionCmd(a),
	)
	return root
}
