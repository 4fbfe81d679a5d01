namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>What an endpoint speaks.</summary>
public enum EndpointKind
{
    /// <summary>OpenAI's <c>/v1/embeddings</c>, which many servers offer.</summary>
    OpenAI,

    /// <summary>Text Embeddings Inference's <c>/embed</c>.</summary>
    Tei,
}

/// <summary>An endpoint that makes vectors.</summary>
public sealed record EndpointOptions
{
    /// <summary>Its address: of the service, of its <c>/v1</c>, or of the very path.</summary>
    public required Uri Address { get; init; }

    /// <summary>What it speaks; null to find out.</summary>
    public EndpointKind? Kind { get; init; }

    /// <summary>The model that is asked for; null where the endpoint has but one.</summary>
    public string? Model { get; init; }

    /// <summary>The key that is handed over as bearer token; null for none. It appears in no message.</summary>
    public string? Key { get; init; }

    /// <summary>Most requests under way at once; at least 1. Fewer are, for a while, after the endpoint found them too many.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>How often a request is tried in all; what is refused while others are under way does not count.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The wait before the second try; it doubles with every further one, unless the endpoint names another.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that an endpoint may ask for.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The host alone: the key must not get into a log by way of a record's text.</summary>
    public override string ToString() => Address.Host;
}
