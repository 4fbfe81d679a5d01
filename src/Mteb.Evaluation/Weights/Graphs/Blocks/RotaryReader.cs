namespace Mteb.Evaluation.Weights.Graphs.Blocks;

/// <summary>
/// Reads the settings of rotary positions in both layouts: <c>rope_theta</c> with <c>rope_scaling</c> of transformers 4, and
/// <c>rope_parameters</c> of transformers 5, which may differ by type of layer.
/// </summary>
internal static class RotaryReader
{
    /// <summary>Reads them.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="layerType">The type of layer, where the settings differ by it.</param>
    /// <param name="thetaNames">Names of the base in the old layout, the first that is there counts.</param>
    /// <param name="otherwise">The base when none is there.</param>
    /// <param name="scaled">Whether the old layout's <c>rope_scaling</c> is meant for this type of layer.</param>
    public static RotarySettings Read(
        ArchitectureConfig config, string layerType, IReadOnlyList<string> thetaNames, double otherwise, bool scaled = true)
    {
        config.Expect("partial_rotary_factor", "1.0");
        if (config.Section("rope_parameters") is { } parameters)
        {
            var section = parameters.Section(layerType) ?? parameters;
            return Scaled(config, section, section.Number("rope_theta", otherwise));
        }

        var name = thetaNames.FirstOrDefault(config.Has);
        var theta = name is null ? otherwise : config.Number(name, otherwise);
        return scaled && config.Section("rope_scaling") is { } scaling ? Scaled(config, scaling, theta) : new RotarySettings { Theta = theta };
    }

    private static RotarySettings Scaled(ArchitectureConfig config, ArchitectureConfig section, double theta)
    {
        section.Expect("partial_rotary_factor", "1.0");
        var kind = section.Text("rope_type", null) ?? section.Text("type", "default")!;
        var positions = config.Size("max_position_embeddings", 0);
        var settings = new RotarySettings
        {
            Theta = theta,
            Factor = section.Number("factor", 1),
            Scaling = kind switch
            {
                "default" => RotaryScaling.None,
                "linear" => RotaryScaling.Linear,
                "ntk" => RotaryScaling.FixedNtk,
                "dynamic" => RotaryScaling.DynamicNtk,
                "llama3" => RotaryScaling.Llama3,
                "yarn" => RotaryScaling.Yarn,
                _ => section.Unsupported("rope_type", kind, RotaryScaling.None),
            },
            OriginalPositions = section.Size("original_max_position_embeddings", positions),
            LowFrequencyFactor = section.Number("low_freq_factor", 1),
            HighFrequencyFactor = section.Number("high_freq_factor", 4),
            BetaFast = section.Number("beta_fast", 32),
            BetaSlow = section.Number("beta_slow", 1),
            RoundsBorders = section.Switch("truncate", true),
        };
        config.Take(section);
        return settings.Scaling == RotaryScaling.Yarn ? settings with { AttentionFactor = YarnFactor(section, settings.Factor) } : settings;
    }

    // YaRN, section 3.4: 0.1 ln(factor) + 1; DeepSeek's two further settings divide one such number by another.
    private static double YarnFactor(ArchitectureConfig section, double factor)
    {
        if (section.Number("attention_factor") is { } given)
        {
            return given;
        }

        return section.Number("mscale") is { } mscale and not 0 && section.Number("mscale_all_dim") is { } all and not 0
            ? Magnitude(factor, mscale) / Magnitude(factor, all)
            : Magnitude(factor, 1);
    }

    private static double Magnitude(double factor, double scale) => factor <= 1 ? 1 : 0.1 * scale * Math.Log(factor) + 1;
}
