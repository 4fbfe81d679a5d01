using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>What is wrong with a value, before anybody says in which file and row.</summary>
/// <param name="Descriptor">The kind of fault.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record CellProblem(DiagnosticDescriptor Descriptor, string Message, string Remedy)
{
    /// <summary>The value is not what the column must hold.</summary>
    public static CellProblem WrongValue(ColumnRequest column, string found) => new(
        DatasetCodes.WrongValue,
        $"Column '{column.Name}' must hold {column.Expectation}, but this row holds {found}.",
        "Correct the value, or name the right column in the task's column settings.");

    /// <summary>The value is null or absent.</summary>
    public static CellProblem Missing(ColumnRequest column) => new(
        DatasetCodes.ValueMissing,
        $"Column '{column.Name}' has no value in this row.",
        $"Give the row {column.Expectation}, or remove the row.");

    /// <summary>An element of a list is null.</summary>
    public static CellProblem MissingElement(ColumnRequest column) => new(
        DatasetCodes.ValueMissing,
        $"A list in column '{column.Name}' has an element without a value.",
        $"Remove the element: the column holds {column.Expectation}.");

    /// <summary>The label is a number where those before it are texts, or the other way about.</summary>
    public static CellProblem MixedLabels(ColumnRequest column, bool isNumber) => new(
        DatasetCodes.MixedLabels,
        $"Column '{column.Name}' holds {(isNumber ? "texts" : "numbers")} in the rows before, but {(isNumber ? "a number" : "a text")} in this one.",
        "Write all labels of the column as whole numbers, or all as texts.");

    /// <summary>The problem at a place.</summary>
    /// <param name="place">Where the value stands.</param>
    /// <param name="row">The row, from 1, for files without lines; 0 otherwise.</param>
    public Diagnostic At(SourcePlace place, long row = 0) =>
        Descriptor.At(place, row == 0 ? Message : $"Row {row}: {Message}", Remedy);
}

/// <summary>Sees to it that a label column is all numbers or all texts.</summary>
/// <param name="column">The column.</param>
internal sealed class LabelKinds(ColumnRequest column)
{
    private bool? _numbers;

    /// <summary>Notes a label; a problem when it is of the other kind than those before.</summary>
    public CellProblem? Note(in Label label)
    {
        _numbers ??= label.IsNumber;
        return _numbers == label.IsNumber ? null : CellProblem.MixedLabels(column, label.IsNumber);
    }
}
