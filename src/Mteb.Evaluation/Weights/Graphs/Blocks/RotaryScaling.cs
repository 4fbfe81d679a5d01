namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>How the frequencies of rotary positions are stretched for long texts.</summary>
internal enum RotaryScaling
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>All divided by a factor.</summary>
    Linear,

    /// <summary>Base times a factor, and frequencies divided by factor^(2/width), always.</summary>
    FixedNtk,

    /// <summary>The base grows with the padded length, beyond the length of training.</summary>
    DynamicNtk,

    /// <summary>By wave length, as Llama 3.1 has it.</summary>
    Llama3,

    /// <summary>Interpolation by parts (YaRN, arXiv:2309.00071).</summary>
    Yarn,
}

/// <summary>Settings of rotary positions.</summary>
internal sealed record RotarySettings
{
    /// <summary>The base of the frequencies.</summary>
    public double Theta { get; init; } = 10000;

    /// <summary>How they are stretched.</summary>
    public RotaryScaling Scaling { get; init; }

    /// <summary>By how much.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Positions of the training before stretching.</summary>
    public int OriginalPositions { get; init; }

    /// <summary>Llama 3: wave lengths above this share of the original positions are stretched whole.</summary>
    public double LowFrequencyFactor { get; init; } = 1;

    /// <summary>Llama 3: wave lengths below this share are left alone.</summary>
    public double HighFrequencyFactor { get; init; } = 4;

    /// <summary>YaRN: rotations above which a frequency is left alone.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>YaRN: rotations below which a frequency is stretched whole.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>YaRN: whether the borders are rounded to whole dimensions.</summary>
    public bool RoundsBorders { get; init; } = true;

    /// <summary>What cosines and sines are multiplied with.</summary>
    public double AttentionFactor { get; init; } = 1;
}
