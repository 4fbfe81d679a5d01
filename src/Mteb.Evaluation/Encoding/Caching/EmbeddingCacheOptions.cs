namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>Where vectors are kept from run to run, and how many of them.</summary>
public sealed record EmbeddingCacheOptions
{
    /// <summary>Full path of the folder; several models, tasks and processes may share it.</summary>
    public required string Folder { get; init; }

    /// <summary>Most bytes of the folder; what was written first goes first. Each process that writes may add the eighth part of it for a while.</summary>
    public long Limit { get; init; } = 4L << 30;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Most texts that are encoded before their vectors are written.</summary>
    internal int TextsPerWrite { get; init; } = 4096;

    /// <summary>Most bytes of a file.</summary>
    internal long SegmentLimit => Math.Clamp(Limit / 8, 1 << 16, 256 << 20);
}
