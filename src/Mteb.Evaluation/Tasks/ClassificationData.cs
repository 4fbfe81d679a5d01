using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tasks;

/// <summary>Vectors with their labels.</summary>
/// <param name="Embeddings">One vector a row.</param>
/// <param name="Labels">Label of each row.</param>
internal sealed record LabelledVectors(EmbeddingMatrix Embeddings, Label[] Labels)
{
    /// <summary>Some of the rows, in the order given.</summary>
    public LabelledVectors Select(IReadOnlyList<int> rows)
    {
        var width = Embeddings.Columns;
        var values = new float[rows.Count * width];
        for (var i = 0; i < rows.Count; i++)
        {
            Embeddings[rows[i]].CopyTo(values.AsSpan(i * width, width));
        }

        return new LabelledVectors(new EmbeddingMatrix(values, rows.Count, width), [.. rows.Select(row => Labels[row])]);
    }
}

/// <summary>One fit and its test: rows to train with, in the order drawn, and rows to predict.</summary>
/// <param name="Train">Training rows.</param>
/// <param name="Test">Rows to predict.</param>
internal sealed record Experiment(LabelledVectors Train, LabelledVectors Test);
