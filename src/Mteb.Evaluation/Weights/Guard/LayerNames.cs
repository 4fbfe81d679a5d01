using System.Globalization;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>Which layer a tensor belongs to, by the first number in its name.</summary>
internal static class LayerNames
{
    /// <summary>Divides a name at its first part that is a number.</summary>
    /// <param name="name">For example <c>encoder.layer.3.output.dense.weight</c>.</param>
    /// <returns>The number, and the name with a star for it; null for a tensor outside of the layers.</returns>
    public static (int Layer, string Pattern)? Of(string name)
    {
        var parts = name.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            // A sentence-transformers state begins with the number of the module, which is no layer.
            if (i > 0 && int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
            {
                parts[i] = "*";
                return (layer, string.Join('.', parts));
            }
        }

        return null;
    }
}
