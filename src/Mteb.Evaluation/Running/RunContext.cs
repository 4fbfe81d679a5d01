using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Encoding;

namespace Mteb.Evaluation.Running;

/// <summary>What a run works with.</summary>
public sealed record RunContext
{
    /// <summary>The model.</summary>
    public required IEncoder Encoder { get; init; }

    /// <summary>What the manifest says of the model.</summary>
    public required ModelDescription Model { get; init; }

    /// <summary>What the manifest says of machine and settings.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Version of this program.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Where the data come from.</summary>
    public required ITaskDataSource Data { get; init; }

    /// <summary>Where the results go.</summary>
    public required ResultStore Store { get; init; }

    /// <summary>What happens to results that are there.</summary>
    public OverwriteStrategy Strategy { get; init; }

    /// <summary>Full path of the folder for prediction files; null when none are wanted.</summary>
    public string? PredictionFolder { get; init; }

    /// <summary>Texts of a batch, as mteb's settings note it; null when not limited.</summary>
    public int? BatchSize { get; init; }

    /// <summary>About how many bytes the vectors of a corpus, of candidates or of another language may take while they are searched; null for chunks of 50,000 documents.</summary>
    public long? Memory { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }
}
