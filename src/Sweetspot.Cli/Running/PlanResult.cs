using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>plan</c> counted.</summary>
/// <param name="Architecture">The model.</param>
/// <param name="Context">Tokens of a sequence.</param>
/// <param name="Batch">Sequences at a time.</param>
internal sealed record PlanResult(Architecture Architecture, int Context, int Batch)
{
    /// <summary>What was left open, and whether a sequence is longer than the model knows.</summary>
    public IReadOnlyList<string> Notes { get; } =
    [
        .. Architecture.Notes,
        .. Architecture is TransformerArchitecture { LongestContext: > 0 and var longest } && Context > longest
            ? [$"{Context} tokens are more than the {longest} that the model was made for"]
            : Array.Empty<string>(),
    ];

    /// <summary>What it works on at a time, in words.</summary>
    public string BatchText => Architecture.Unit == "token" ? $"{Batch} × {Context} tokens" : $"{Batch} at a time";

    /// <summary>Bytes of its weights and caches.</summary>
    public ArchitectureMemory Memory { get; } = ArchitectureMemory.Of(Architecture, Context, Batch);

    /// <summary>Bytes of training it on one device, part by part.</summary>
    public TrainingMemoryParts Training { get; } = TrainingMemoryModel.OnOneDevice(Architecture, Context, Batch);
}
