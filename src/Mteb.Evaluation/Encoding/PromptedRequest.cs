using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Encoding;

/// <summary>The way from a call for a task to texts with a prompt, which all models go.</summary>
internal static class PromptedRequest
{
    /// <summary>Finds the prompt of a call, and encodes the texts with it.</summary>
    public static async Task<Outcome<EncodedTexts>> EncodeAsync(
        IModelEncoder encoder, EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var prompt = encoder.Prompts.Resolve(request.TaskName, request.TaskType, request.PromptType);
        if (!prompt.Succeeded)
        {
            return prompt.FailedAs<EncodedTexts>();
        }

        var encoded = await encoder.EncodeAsync(request.Texts, prompt.Value, progress, cancellationToken).ConfigureAwait(false);
        return encoded.Succeeded ? Outcome.Success(encoded.Value, [.. prompt.Diagnostics, .. encoded.Diagnostics]) : encoded;
    }
}
