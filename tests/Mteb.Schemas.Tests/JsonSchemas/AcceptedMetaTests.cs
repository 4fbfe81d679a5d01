using System.Text;
using System.Text.Json.Nodes;
using Mteb.Schemas.JsonSchemas;

namespace Mteb.Schemas.Tests.JsonSchemas;

/// <summary>The schema of <c>model_meta.json</c> and mteb agree on single edits of a good file.</summary>
public sealed class AcceptedMetaTests
{
    private static readonly Dictionary<string, string> FieldOf = new()
    {
        ["lang"] = "languages",
        ["sim"] = "similarity_fn_name",
        ["lic"] = "license",
        ["date"] = "release_date",
        ["n_params"] = "n_parameters",
        ["max_tokens"] = "max_tokens",
        ["embed"] = "embed_dim",
        ["fw"] = "framework",
        ["td"] = "training_datasets",
        ["mod"] = "modalities",
        ["mtype"] = "model_type",
        ["is_ce"] = "is_cross_encoder",
        ["ref"] = "reference",
        ["ptd"] = "public_training_data",
        ["ptc"] = "public_training_code",
        ["odt"] = "output_dtypes",
    };

    [SharedFact("reference/acceptance-model-meta.txt", "model-results/sentence-transformers__all-MiniLM-L6-v2/")]
    public void Every_edit_fits_where_mteb_takes_it()
    {
        // The file itself has an object for a list, which was right once.
        var path = Directory.EnumerateFiles(SharedMaterial.At("model-results/sentence-transformers__all-MiniLM-L6-v2/8b3219a92973c328a8e22fadcfa821b5dc75636a"), "model_meta.json").Single();
        var root = (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;
        root["training_datasets"] = new JsonArray("MSMARCO");
        var good = root.ToJsonString();
        var (seen, wrong) = (0, new List<string>());
        foreach (var line in File.ReadLines(SharedMaterial.At("reference/acceptance-model-meta.txt")).Where(line => line.StartsWith("OK ", StringComparison.Ordinal) || line.StartsWith("FAIL", StringComparison.Ordinal)))
        {
            var isTaken = line.StartsWith("OK", StringComparison.Ordinal);
            var edit = line[5..].Split(isTaken ? " {" : "Error [")[0].Trim();
            edit = isTaken ? edit : edit[..edit.LastIndexOf(' ')].TrimEnd();
            if (Edit(good, edit) is not { } json)
            {
                continue;
            }

            seen++;
            if (SchemaValidation.Validate("model-meta", Encoding.UTF8.GetBytes(json)).Count == 0 != isTaken)
            {
                wrong.Add(line);
            }
        }

        wrong.Should().BeEmpty();
        seen.Should().BeGreaterThan(160);
    }

    private static string? Edit(string good, string edit)
    {
        var root = (JsonObject)JsonNode.Parse(good)!;
        var (word, rest) = edit.Split(' ', 2) is [var first, var second] ? (first, second) : (edit, "");
        switch (word)
        {
            case "base":
                break;
            case "missing":
                root.Remove(rest);
                break;
            case "null":
                root[rest] = null;
                break;
            case "no":
                root["name"] = "model";
                break;
            case "two":
                root["name"] = "a/b/c";
                break;
            case "name":
                root["name"] = 5;
                break;
            case "revision":
                root["revision"] = rest == "int" ? 5 : null;
                break;
            case "loader_kwargs":
                root["loader_kwargs"] = null;
                break;
            case "extra":
                root["foo"] = 1;
                break;
            case "exp":
                root["experiment_kwargs"] = new JsonObject { ["a"] = 1 };
                break;
            case "loader":
                root["loader"] = rest == "int" ? 5 : "x";
                break;
            default:
                return FieldOf.TryGetValue(word, out var field) ? Value(root, field, rest) : null;
        }

        return root.ToJsonString();
    }

    private static string? Value(JsonObject root, string field, string python)
    {
        switch (field)
        {
            case "languages":
                root[field] = new JsonArray(python);
                break;
            case "similarity_fn_name" or "license":
                root[field] = python;
                break;
            case "release_date":
                // Whether digits stand in quotes is not said; mteb reads a number as a moment.
                root[field] = long.TryParse(python, out var moment) ? moment : python;
                break;
            default:
                var json = python.Replace("None", "null", StringComparison.Ordinal).Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal)
                    .Replace('(', '[').Replace(')', ']').Replace('\'', '"');
                root[field] = "\u0001";
                return python is "inf" or "nan"
                    ? root.ToJsonString().Replace("\"\\u0001\"", python == "inf" ? "Infinity" : "NaN", StringComparison.Ordinal)
                    : root.ToJsonString().Replace("\"\\u0001\"", json, StringComparison.Ordinal);
        }

        return root.ToJsonString();
    }
}
