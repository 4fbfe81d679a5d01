namespace Mteb.Schemas.Models;

/// <summary>The names of activation functions in <c>2_Dense/config.json</c>: torch's class names with their modules.</summary>
internal static class Activations
{
    private static readonly (string Name, Activation Activation)[] All =
    [
        ("Identity", Activation.Identity),
        ("Tanh", Activation.Tanh),
        ("ReLU", Activation.Relu),
        ("GELU", Activation.Gelu),
        ("Sigmoid", Activation.Sigmoid),
        ("SiLU", Activation.Silu),
    ];

    /// <summary>The class names.</summary>
    public static IEnumerable<string> Names => All.Select(entry => entry.Name);

    /// <summary>The activation that a name stands for; tanh without a name, null when the name is unknown.</summary>
    public static Activation? Parse(string? name)
    {
        if (name is null)
        {
            return Activation.Tanh;
        }

        if (!name.StartsWith("torch.", StringComparison.Ordinal))
        {
            return null;
        }

        var index = Array.FindIndex(All, entry => name.EndsWith("." + entry.Name, StringComparison.Ordinal));
        return index < 0 ? null : All[index].Activation;
    }
}
