using System.Reflection;
using Xunit.Sdk;

namespace Mteb.Evaluation.Tests.Weights;

/// <summary>Feeds a theory with every golden folder of a transformer, in each layout of its configuration.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ArchitectureFoldersAttribute : DataAttribute
{
    private const string Place = "goldens/architectures";

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        if (SharedMaterial.Root is null)
        {
            return [["(absent)", "config.json"]];
        }

        string[] folders = ["", "variants"];
        return folders
            .SelectMany(folder => Directory.EnumerateDirectories(SharedMaterial.At($"{Place}/{folder}")))
            .Where(folder => Path.GetFileName(folder) is var name && !name.StartsWith("model2vec", StringComparison.Ordinal)
                && File.Exists(Path.Combine(folder, "expected.json")))
            .Order(StringComparer.Ordinal)
            .SelectMany(folder => new[] { "config.json", "config.transformers5.json" }
                .Where(config => File.Exists(Path.Combine(folder, config)))
                .Select(config => new object[] { Path.GetRelativePath(SharedMaterial.At(Place), folder).Replace('\\', '/'), config }));
    }
}
