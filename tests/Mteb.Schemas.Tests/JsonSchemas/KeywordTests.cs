using System.Text;
using System.Text.Json.Nodes;
using Mteb.Schemas.JsonSchemas;

namespace Mteb.Schemas.Tests.JsonSchemas;

/// <summary>
/// Every keyword of every schema is enforced: without it a document passes that does not pass with it, in the library that
/// validates here and in another one.
/// </summary>
public sealed class KeywordTests
{
    private const int CandidatesPerKeyword = 4;

    private static readonly string[] Assertions =
        ["type", "enum", "pattern", "required", "minProperties", "minItems", "minLength", "multipleOf", "minimum", "maximum", "additionalProperties", "anyOf"];

    private static readonly string[] Annotations =
        ["$schema", "$id", "$ref", "title", "description", "definitions", "properties", "items", "additionalProperties"];

    [Theory]
    [InlineData("eval-results")]
    [InlineData("model-meta")]
    [InlineData("old-task-result")]
    [InlineData("predictions")]
    [InlineData("run-settings")]
    [InlineData("task-result")]
    public async Task Each_keyword_alone_refuses_something_in_both_libraries(string name)
    {
        var text = SchemaFiles.Read(name)!;
        var examples = Directory.GetFiles(Repository.At("tests/Mteb.Schemas.Tests/JsonSchemas/Examples"), $"{name}.*json").Select(File.ReadAllText).ToList();
        examples.Should().NotBeEmpty().And.OnlyContain(example => Fits(text, example));
        var refused = examples.SelectMany(JsonMutants.Of).Where(mutant => !Fits(text, mutant.Json)).ToList();
        var weakened = Weakened(text).ToList();
        weakened.Should().NotBeEmpty();
        var questions = new List<(Weakening Weakening, string Mutant)>();
        foreach (var weakening in weakened)
        {
            var found = refused.Where(mutant => weakening.Concerns(mutant.Field)).Select(mutant => mutant.Json)
                .Where(mutant => Fits(weakening.Without, mutant) && (weakening.With == text || !Fits(weakening.With, mutant)))
                .Take(CandidatesPerKeyword).ToList();
            found.Should().NotBeEmpty($"{weakening.Keyword} of {name} refuses something that nothing else refuses");
            questions.AddRange(found.Select(mutant => (weakening, mutant)));
        }

        var answers = await SecondValidator.AskAsync(questions
            .SelectMany(question => new[] { text, question.Weakening.With, question.Weakening.Without }.Select(schema => (schema, question.Mutant)))
            .Concat(examples.Select(example => (text, example))));
        answers.TakeLast(examples.Count).Should().OnlyContain(answer => answer, "the examples are good");
        var proven = questions.Where((_, index) => answers.Skip(3 * index).Take(3).SequenceEqual([false, false, true])).Select(question => question.Weakening.Keyword);
        weakened.Select(weakening => weakening.Keyword).Except(proven).Should().BeEmpty("the other library enforces these too");
    }

    [Fact]
    public void The_schema_of_an_experiment_is_that_of_a_model_with_arguments()
    {
        var (model, experiment) = (JsonNode.Parse(SchemaFiles.Read("model-meta")!)!, JsonNode.Parse(SchemaFiles.Read("experiment")!)!);
        var arguments = experiment["properties"]!["experiment_kwargs"]!;
        arguments["type"]!.GetValue<string>().Should().Be("object");
        arguments["minProperties"]!.GetValue<int>().Should().Be(1);
        experiment["required"]!.AsArray().Select(name => name!.GetValue<string>()).Should().Equal([.. model["required"]!.AsArray().Select(name => name!.GetValue<string>()), "experiment_kwargs"]);
        foreach (var schema in new[] { model, experiment })
        {
            schema["properties"]!.AsObject().Remove("experiment_kwargs");
            foreach (var keyword in new[] { "required", "$id", "title", "description" })
            {
                schema.AsObject().Remove(keyword);
            }
        }

        JsonNode.DeepEquals(model, experiment).Should().BeTrue();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"x\"")]
    public async Task An_experiment_has_arguments(string value)
    {
        var text = SchemaFiles.Read("experiment")!;
        var example = File.ReadAllText(Repository.At("tests/Mteb.Schemas.Tests/JsonSchemas/Examples/experiment.json"));
        var document = JsonNode.Parse(example)!;
        document["experiment_kwargs"] = JsonNode.Parse(value);
        var missing = JsonNode.Parse(example)!;
        missing.AsObject().Remove("experiment_kwargs");
        string[] documents = [example, document.ToJsonString(), missing.ToJsonString()];

        documents.Select(json => Fits(text, json)).Should().Equal(true, false, false);
        (await SecondValidator.AskAsync(documents.Select(json => (text, json)))).Should().Equal(true, false, false);
    }

    [Fact]
    public void No_schema_has_a_keyword_that_is_not_tested()
    {
        foreach (var name in SchemaFiles.Names.Where(name => name is not ("card" or "task")))
        {
            Subschemas(JsonNode.Parse(SchemaFiles.Read(name)!)!).SelectMany(schema => ((JsonObject)schema.Node).Select(member => member.Key)).Distinct()
                .Should().BeSubsetOf([.. Assertions, .. Annotations], name);
        }
    }

    private static bool Fits(string schema, string document) => SchemaValidation.Validate(Parsed(schema), Encoding.UTF8.GetBytes(document), null).Count == 0;

    private static readonly Dictionary<string, NJsonSchema.JsonSchema> Cache = [];

    private static NJsonSchema.JsonSchema Parsed(string schema)
    {
        lock (Cache)
        {
            return Cache.TryGetValue(schema, out var known) ? known : Cache[schema] = SchemaValidation.Parse(schema);
        }
    }

    /// <summary>The schema once for every keyword, without it; a list of required names once for every name.</summary>
    private static IEnumerable<Weakening> Weakened(string text)
    {
        foreach (var (path, node) in Subschemas(JsonNode.Parse(text)!))
        {
            foreach (var keyword in ((JsonObject)node).Select(member => member.Key).Where(Assertions.Contains).ToList())
            {
                if (keyword == "additionalProperties" && node[keyword] is JsonObject)
                {
                    continue;
                }

                for (var index = 0; index < (keyword == "required" ? node[keyword]!.AsArray().Count : 1); index++)
                {
                    // The library takes required names as missing in what is no object, so a type is looked at without them.
                    string[] besides = keyword == "type" ? ["required", "anyOf"] : [];
                    var name = keyword == "required" ? $"{path}/{keyword}/{index}" : $"{path}/{keyword}";
                    yield return new Weakening(name, besides.Length == 0 ? text : Without(text, path, -1, besides), Without(text, path, keyword == "required" ? index : -1, [.. besides, keyword]));
                }
            }
        }
    }

    private static string Without(string text, string path, int index, string[] keywords)
    {
        var copy = JsonNode.Parse(text)!;
        var target = Subschemas(copy).Single(schema => schema.Path == path).Node;
        foreach (var keyword in keywords)
        {
            if (index >= 0 && target[keyword] is JsonArray { Count: > 1 } names)
            {
                names.RemoveAt(index);
            }
            else
            {
                ((JsonObject)target).Remove(keyword);
            }
        }

        return copy.ToJsonString();
    }

    /// <summary>A schema with a keyword and without it.</summary>
    private sealed record Weakening(string Keyword, string With, string Without)
    {
        /// <summary>Whether a change in a field of the root can show that the keyword is enforced.</summary>
        public bool Concerns(string? field) => !Keyword.StartsWith("/properties/", StringComparison.Ordinal) || Keyword.StartsWith($"/properties/{field}/", StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, JsonNode Node)> Subschemas(JsonNode schema, string path = "")
    {
        yield return (path, schema);
        foreach (var group in new[] { "properties", "definitions" })
        {
            foreach (var (name, inner) in schema[group] as JsonObject ?? [])
            {
                foreach (var found in Subschemas(inner!, $"{path}/{group}/{name}"))
                {
                    yield return found;
                }
            }
        }

        foreach (var single in new[] { "items", "additionalProperties" })
        {
            if (schema[single] is JsonObject inner)
            {
                foreach (var found in Subschemas(inner, $"{path}/{single}"))
                {
                    yield return found;
                }
            }
        }

        foreach (var (inner, index) in (schema["anyOf"] as JsonArray ?? []).Select((inner, index) => (inner, index)))
        {
            foreach (var found in Subschemas(inner!, $"{path}/anyOf/{index}"))
            {
                yield return found;
            }
        }
    }
}
