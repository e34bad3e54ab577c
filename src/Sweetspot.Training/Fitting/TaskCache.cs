using Sweetspot.Core;

namespace Sweetspot.Training;

/// <summary>The splits of a study, each encoded once and kept while they are few or small.</summary>
internal sealed class TaskCache(Dataset dataset, TrainingOptions options)
{
    private const long MostNumbers = 100_000_000;
    private readonly Dictionary<int, LearningTask> _tasks = [];

    /// <summary>The split that a request asks for: a fold, the fixed validation part, or for the final training everything.</summary>
    public LearningTask For(TrialRequest request)
    {
        const int everything = -2, fixedPart = -1;
        var key = request.Purpose == TrialPurpose.Final ? everything : request.Fold ?? fixedPart;
        if (_tasks.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_tasks.Values.Sum(task => (long)task.Encoded.Features.Length) > MostNumbers)
        {
            _tasks.Clear();
        }

        return _tasks[key] = new LearningTask(dataset, key switch
        {
            everything => Splits.Everything(dataset),
            fixedPart => Splits.Validation(dataset, options.ValidationFraction, options.StudySeed),
            _ => Splits.Fold(dataset, key, TrainingOptions.Folds, options.StudySeed),
        });
    }
}
