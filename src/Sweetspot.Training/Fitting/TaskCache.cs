using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>The splits of a study, each encoded once and kept while they are few or small.</summary>
internal sealed class TaskCache(Dataset dataset, TrainingOptions options)
{
    private const long MostNumbers = 100_000_000;
    private readonly Dictionary<(int Part, int? Rows, InputShape Input), LearningTask> _tasks = [];

    /// <summary>The split that a request asks for: a fold, the fixed validation part, or for the final training everything.</summary>
    /// <param name="request">The request.</param>
    /// <param name="input">What its model takes.</param>
    public LearningTask For(TrialRequest request, InputShape input)
    {
        const int everything = -2, fixedPart = -1;
        var part = request.Purpose == TrialPurpose.Final ? everything : request.Fold ?? fixedPart;
        int? rows = request.Candidate.Find(RunLadder.RowsGene) is { } some ? (int)some.Number : null;
        var key = (part, rows, input);
        if (_tasks.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_tasks.Values.Sum(task => (long)task.Encoded.Features.Length + task.Encoded.Ids.Length + task.Encoded.Pixels.Length) > MostNumbers)
        {
            _tasks.Clear();
        }

        return _tasks[key] = new LearningTask(dataset, Some(rows, part switch
        {
            everything => Splits.Everything(dataset),
            fixedPart => Splits.Validation(dataset, options.ValidationFraction, options.StudySeed),
            _ => Splits.Fold(dataset, part, TrainingOptions.Folds, options.StudySeed),
        }), input);
    }

    /// <summary>So many of the rows to learn from, drawn once: those of a smaller number are among those of a larger one.</summary>
    private Split Some(int? rows, Split split)
    {
        if (rows is not { } count || count >= split.Train.Length)
        {
            return split;
        }

        int[] order = [.. split.Train];
        RandomStream.For(options.StudySeed, 0, "ladder rows").Shuffle<int>(order);
        return split with { Train = [.. order.Take(count).Order()] };
    }
}
