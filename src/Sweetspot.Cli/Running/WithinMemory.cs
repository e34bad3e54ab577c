using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Does not begin a training whose computed memory is more than this machine has: it would be killed, and perhaps others with it.</summary>
internal sealed class WithinMemory(IEvaluator inner, StudyDefinition definition) : IEvaluator
{
    /// <summary>Bytes that processes here may use: the machine's memory, or a container's limit.</summary>
    public static long Most => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public ValueTask<Evaluation> EvaluateAsync(TrialRequest request, CancellationToken cancellationToken) => WhyNot(definition, request.Candidate, Most) is { } reason
        ? ValueTask.FromResult<Evaluation>(new Evaluation.Failed(reason))
        : inner.EvaluateAsync(request, cancellationToken);

    /// <summary>Why a candidate cannot be trained in so much memory; null where it can.</summary>
    public static string? WhyNot(StudyDefinition definition, Candidate candidate, long most) =>
        definition.Compute(candidate).GetValueOrDefault(Metrics.Memory.Name) is { } memory && memory.Value > most
            ? $"out of memory: to train {definition.Describe(candidate)} takes {NumberFormat.Bytes(memory.Value)} (computed), and this machine has {NumberFormat.Bytes(most)}; limit memory or parameters"
            : null;
}
