namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>The tables that are resources of this assembly.</summary>
internal static class EmbeddedTable
{
    /// <summary>The bytes of a table.</summary>
    /// <param name="name">Its file name.</param>
    public static byte[] Read(string name)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream("Mteb.Evaluation.Tokenization.Unicode." + name)
            ?? throw new InvalidOperationException($"The assembly lacks its table '{name}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
