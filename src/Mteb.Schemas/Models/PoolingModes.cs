namespace Mteb.Schemas.Models;

/// <summary>The names of pooling modes in <c>1_Pooling/config.json</c>: one key per mode until version 5, a list since.</summary>
internal static class PoolingModes
{
    // In the order in which sentence-transformers puts the results of the old keys side by side.
    private static readonly (PoolingMode Mode, string Name, string Key)[] All =
    [
        (PoolingMode.FirstToken, "cls", "pooling_mode_cls_token"),
        (PoolingMode.Max, "max", "pooling_mode_max_tokens"),
        (PoolingMode.Mean, "mean", "pooling_mode_mean_tokens"),
        (PoolingMode.MeanSquareRootLength, "mean_sqrt_len_tokens", "pooling_mode_mean_sqrt_len_tokens"),
        (PoolingMode.WeightedMean, "weightedmean", "pooling_mode_weightedmean_tokens"),
        (PoolingMode.LastToken, "lasttoken", "pooling_mode_lasttoken"),
    ];

    /// <summary>The names since version 6.</summary>
    public static IEnumerable<string> Names => All.Select(mode => mode.Name);

    /// <summary>The modes of a configuration; the mean when it names none.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="unknown">The first name or key that is no mode; null when all are known.</param>
    public static IReadOnlyList<PoolingMode> Read(ModelJson config, out string? unknown)
    {
        unknown = null;
        var modes = new List<PoolingMode>();
        var names = config.Texts("pooling_mode");
        foreach (var name in names)
        {
            var index = Array.FindIndex(All, mode => mode.Name == name);
            if (index < 0)
            {
                unknown = name;
                return [];
            }

            modes.Add(All[index].Mode);
        }

        if (names.Count == 0)
        {
            modes.AddRange(All.Where(mode => config.Switch(mode.Key) == true).Select(mode => mode.Mode));
            unknown = modes.Count > 0 ? null : config.Root.EnumerateObject()
                .Where(entry => entry.Name.StartsWith("pooling_mode_", StringComparison.Ordinal) && entry.Value.ValueKind == System.Text.Json.JsonValueKind.True)
                .Select(entry => entry.Name)
                .FirstOrDefault();
        }

        return modes.Count > 0 ? modes : [PoolingMode.Mean];
    }
}
