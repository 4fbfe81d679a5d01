namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>
/// The angular frequencies of rotary positions, in single precision as the reference computes them: theta^(-2i/width) for i from
/// 0 to width/2 - 1, stretched (RoFormer, arXiv:2104.09864; the ways of stretching as transformers defines them).
/// </summary>
internal static class RotaryFrequencies
{
    /// <summary>Computes them.</summary>
    /// <param name="settings">Base and stretching; for <see cref="RotaryScaling.DynamicNtk"/> the unstretched ones are given.</param>
    /// <param name="width">Numbers of a head that are turned, even.</param>
    /// <returns>Half as many numbers, in radians per position.</returns>
    public static float[] Compute(RotarySettings settings, int width) => settings.Scaling switch
    {
        RotaryScaling.Linear => Divide(Plain(settings.Theta, width), (float)settings.Factor),
        RotaryScaling.FixedNtk => Divide(Plain(settings.Theta * settings.Factor, width), (float)Math.Pow(settings.Factor, 2.0 / width)),
        RotaryScaling.Llama3 => Llama3(settings, Plain(settings.Theta, width)),
        RotaryScaling.Yarn => Yarn(settings, width),
        _ => Plain(settings.Theta, width),
    };

    private static float[] Plain(double theta, int width)
    {
        var frequencies = new float[width / 2];
        for (var i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] = 1f / MathF.Pow((float)theta, 2f * i / width);
        }

        return frequencies;
    }

    private static float[] Divide(float[] frequencies, float factor) => Array.ConvertAll(frequencies, frequency => frequency / factor);

    private static float[] Llama3(RotarySettings settings, float[] frequencies)
    {
        var positions = settings.OriginalPositions;
        var (low, high) = (settings.LowFrequencyFactor, settings.HighFrequencyFactor);
        return Array.ConvertAll(frequencies, frequency =>
        {
            var wave = 2 * MathF.PI / frequency;
            if (wave < positions / high)
            {
                return frequency;
            }

            var stretched = frequency / (float)settings.Factor;
            if (wave > positions / low)
            {
                return stretched;
            }

            var smooth = (float)((positions / wave - low) / (high - low));
            return (1 - smooth) * stretched + smooth * frequency;
        });
    }

    private static float[] Yarn(RotarySettings settings, int width)
    {
        var frequencies = Plain(settings.Theta, width);
        var low = Border(settings, settings.BetaFast, width);
        var high = Border(settings, settings.BetaSlow, width);
        (low, high) = settings.RoundsBorders ? (Math.Floor(low), Math.Ceiling(high)) : (low, high);
        (low, high) = (Math.Max(low, 0), Math.Min(high, width - 1));
        high = high == low ? high + 0.001 : high;
        for (var i = 0; i < frequencies.Length; i++)
        {
            var stretched = (float)Math.Clamp((i - low) / (high - low), 0, 1);
            frequencies[i] = frequencies[i] / (float)settings.Factor * stretched + frequencies[i] * (1 - stretched);
        }

        return frequencies;
    }

    // The dimension that turns a number of times within the original positions.
    private static double Border(RotarySettings settings, double rotations, int width) =>
        width * Math.Log(settings.OriginalPositions / (rotations * 2 * Math.PI)) / (2 * Math.Log(settings.Theta));
}
