using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Writes <c>model_meta.json</c> byte for byte as mteb 2.26.24 does.</summary>
public static class ModelMetaWriter
{
    /// <summary>The bytes of the file: ASCII, indent 4, no newline at the end.</summary>
    public static byte[] Write(ModelMetaFacts facts)
    {
        var fields = new Fields(new PythonJsonWriter(indent: 4));
        fields.Writer.BeginObject();
        fields.Tree("loader_kwargs", facts.LoaderArguments);
        fields.Text("name", facts.Name);
        fields.Text("revision", facts.Revision);
        fields.Text("release_date", facts.ReleaseDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        fields.Texts("languages", facts.Languages);
        WriteSizes(fields, facts);
        fields.Text("license", facts.License);
        fields.Switch("open_weights", facts.OpenWeights);
        fields.Text("public_training_code", facts.PublicTrainingCode);
        fields.Tree("public_training_data", facts.PublicTrainingData);
        fields.Texts("framework", facts.Frameworks);
        fields.Text("reference", facts.Reference);
        fields.Text("similarity_fn_name", facts.SimilarityFunction);
        fields.Switch("use_instructions", facts.UsesInstructions);
        fields.Texts("training_datasets", facts.TrainingDatasets);
        fields.Text("adapted_from", facts.AdaptedFrom);
        fields.Text("superseded_by", facts.SupersededBy);
        fields.Texts("modalities", facts.Modalities);
        fields.Texts("model_type", facts.ModelTypes);
        fields.Text("citation", facts.Citation);
        fields.Texts("contacts", facts.Contacts);
        fields.Tree("experiment_kwargs", facts.ExperimentArguments);
        fields.Texts("output_dtypes", facts.OutputDtypes);
        fields.Texts("extra_requirements_groups", facts.ExtraRequirementsGroups);
        fields.Text("loader", facts.Loader);
        fields.Switch("is_cross_encoder", facts.IsCrossEncoder);
        fields.Writer.EndObject();
        return fields.Writer.Written.ToArray();
    }

    private static void WriteSizes(Fields fields, ModelMetaFacts facts)
    {
        fields.WholeNumber("n_parameters", facts.Parameters);
        fields.WholeNumber("n_active_parameters_override", facts.ActiveParametersOverride);
        fields.WholeNumber("n_embedding_parameters", facts.EmbeddingParameters);
        fields.Number("memory_usage_mb", facts.MemoryUsageMb);
        fields.Number("max_tokens", facts.MaxTokens);
        fields.WholeNumber("embed_dim", facts.EmbeddingDimension);
    }

    /// <summary>Members of an object, null where there is no value.</summary>
    private readonly struct Fields(PythonJsonWriter writer)
    {
        public PythonJsonWriter Writer { get; } = writer;

        public void Text(string name, string? value)
        {
            Writer.Key(name);
            Writer.Text(value);
        }

        public void Texts(string name, IReadOnlyList<string>? values)
        {
            Writer.Key(name);
            Writer.Texts(values);
        }

        public void Tree(string name, System.Text.Json.Nodes.JsonNode? value)
        {
            Writer.Key(name);
            PythonJson.Write(Writer, value);
        }

        public void Switch(string name, bool? value) => Write(name, value is null, (writer, state) => writer.Switch(state), value ?? false);

        public void Number(string name, double? value) => Write(name, value is null, (writer, number) => writer.Number(number), value ?? 0);

        public void WholeNumber(string name, long? value) => Write(name, value is null, (writer, number) => writer.WholeNumber(number), value ?? 0);

        private void Write<T>(string name, bool isNull, Action<PythonJsonWriter, T> write, T value)
        {
            Writer.Key(name);
            if (isNull)
            {
                Writer.Null();
            }
            else
            {
                write(Writer, value);
            }
        }
    }
}
