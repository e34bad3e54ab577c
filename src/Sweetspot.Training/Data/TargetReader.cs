using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Understands a target: its kind, its classes or its scale.</summary>
/// <param name="column">Texts of training rows, then of test rows.</param>
/// <param name="trainingRows">How many are training rows.</param>
/// <param name="place">Where a row stands, for messages.</param>
internal sealed class TargetReader(TextColumn column, int trainingRows, Func<int, string> place)
{
    private const int MostClassesOfFewRows = 20;
    private const int MostClasses = 100;
    private const double MostClassShare = 0.05;
    private const double LogSkewness = 1;
    private const int FewestRows = 10;

    private const int Folds = 5;

    private readonly List<string> _notes = [];
    private string _scale = "";

    /// <summary>What was recognised, a line each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Rows with a target, in order; others are left out.</summary>
    public ImmutableArray<int> Kept { get; private set; } = [];

    /// <summary>Training rows among the kept.</summary>
    public int KeptTraining { get; private set; }

    /// <summary>Reads the target of the kept rows.</summary>
    /// <exception cref="UserInputException">Nothing can be learned from it.</exception>
    public Target Read(TaskSpec task)
    {
        var kind = task.Kind ?? Infer();
        Keep(kind);
        var target = kind == TaskKind.Classification ? ReadClasses(task) : ReadNumbers(task);
        _notes.Insert(0, kind == TaskKind.Classification
            ? $"Target {column.Name}: {target.ClassNames.Length} classes{Origin(task)}."
            : $"Target {column.Name}: a number{Origin(task)}, modelled {_scale}.");
        return target;
    }

    private static string Origin(TaskSpec task) => task.Kind is null ? " (inferred; --task says otherwise)" : "";

    private TaskKind Infer()
    {
        var counts = column.Counts(Enumerable.Range(0, trainingRows));
        var present = column.Levels.Where((text, i) => counts[i] > 0 && !NumberText.IsMissing(text)).ToList();
        var numbers = present.Select(NumberText.ParseOrNaN).ToList();
        if (numbers.Any(double.IsNaN))
        {
            return TaskKind.Classification;
        }

        var few = numbers.Count <= MostClassesOfFewRows || (numbers.Count <= MostClasses && numbers.Count < MostClassShare * trainingRows);
        return numbers.TrueForAll(number => number == Math.Floor(number)) && few && numbers.Count < trainingRows / 2.0
            ? TaskKind.Classification
            : TaskKind.Regression;
    }

    private void Keep(TaskKind kind)
    {
        var missing = column.Levels.Select(text => kind == TaskKind.Classification ? NumberText.IsMissingWord(text) : NumberText.IsMissing(text) && !NumberText.IsInfinite(text)).ToArray();
        Kept = [.. Enumerable.Range(0, column.Count).Where(row => !missing[column.Codes[row]])];
        KeptTraining = Kept.Count(row => row < trainingRows);
        var dropped = trainingRows - KeptTraining;
        var droppedTest = column.Count - trainingRows - (Kept.Length - KeptTraining);
        if (dropped > trainingRows / 2)
        {
            throw new UserInputException($"{column.Name}: the target is missing in {dropped:N0} of {Counted.Of(trainingRows, "row")}; name another column with --target.");
        }

        if (KeptTraining < FewestRows)
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"{Counted.Of(KeptTraining, "row with a target is", "rows with a target are")} too few to learn from and to judge by; {FewestRows} is the least."));
        }

        if (dropped + droppedTest > 0)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{dropped:N0} training and {Counted.Of(droppedTest, "test row")} without a target are left out."));
        }
    }

    private Target ReadClasses(TaskSpec task)
    {
        if (task.Transform is { } transform and not TargetTransform.None)
        {
            throw new UserInputException($"{column.Name}: the transform {transform} is for numbers, the task is classification; drop it or use --task regression.");
        }

        var names = column.Levels.Select(ClassName).ToArray();
        var training = Kept.Take(KeptTraining).Select(row => names[column.Codes[row]]).ToHashSet();
        var sorted = training.OrderBy(NumberText.ParseOrNaN).ThenBy(name => name, StringComparer.Ordinal).ToImmutableArray();
        if (sorted.Length < 2)
        {
            throw new UserInputException($"{column.Name}: all {KeptTraining:N0} targets are {sorted[0]}; there is nothing to learn.");
        }

        if (sorted.Length > KeptTraining / 2.0)
        {
            throw new UserInputException(
                $"{column.Name}: {sorted.Length:N0} classes in {KeptTraining:N0} rows are too many to learn; name another column with --target, or use --task regression.");
        }

        var index = sorted.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        var byLevel = names.Select(name => index.GetValueOrDefault(name, -1)).ToArray();
        var target = new Target { Kind = TaskKind.Classification, ClassNames = sorted, Classes = [.. Kept.Select(row => byLevel[column.Codes[row]])] };
        NoteRareClasses(target);
        return target;
    }

    private static string ClassName(string text) =>
        !text.EndsWith('%') && NumberText.TryParse(text, out var number) ? number.ToString(CultureInfo.InvariantCulture) : text;

    private void NoteRareClasses(Target target)
    {
        var counts = target.Counts(KeptTraining);
        var single = target.ClassNames.Where((_, i) => counts[i] == 1).ToList();
        if (single.Count > 0)
        {
            _notes.Add($"Warning: {Listing.Of(single)} {Counted.Word(single.Count, "has one training row, which stays", "have one training row each, which stays")} in training; validation cannot judge it.");
        }

        var few = target.ClassNames.Where((_, i) => counts[i] > 1 && counts[i] < Folds).ToList();
        if (few.Count > 0)
        {
            _notes.Add($"Warning: {Listing.Of(few)} {Counted.Word(few.Count, "has", "have")} fewer than {Folds} training rows; not every fold can judge {Counted.Word(few.Count, "it", "them")}.");
        }

        var unseen = target.Classes.Skip(KeptTraining).Count(index => index < 0);
        if (unseen > 0)
        {
            _notes.Add($"Warning: {Counted.Of(unseen, "test row has", "test rows have")} a class that no training row has; {Counted.Word(unseen, "it counts", "they count")} as wrong.");
        }
    }

    private Target ReadNumbers(TaskSpec task)
    {
        NumberText.RequireOneComma(column.Name, column.Levels);
        var values = column.Levels.Select(NumberText.ParseOrNaN).ToArray();
        var bad = Kept.Where(row => double.IsNaN(values[column.Codes[row]])).ToList();
        if (bad.Count > 0)
        {
            var infinite = bad.Where(row => NumberText.IsInfinite(column[row])).ToList();
            if (infinite.Count > 0)
            {
                var others = infinite.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", and so are {infinite.Count - 1:N0} more") : "";
                throw new UserInputException($"{place(infinite[0])}: the target {column.Name} is \"{column[infinite[0]]}\", infinite or too large for a number{others}; no model can answer that: correct the file, or leave such rows out.");
            }

            var more = bad.Count > 1 ? $", and {Counted.Of(bad.Count - 1, "more is", "more are")} not" : "";
            throw new UserInputException($"{place(bad[0])}: the target {column.Name} is \"{column[bad[0]]}\", not a number{more}; {(task.Kind == TaskKind.Recommendation ? "" : "use --task classification, or ")}correct the file.");
        }

        ImmutableArray<double> numbers = [.. Kept.Select(row => values[column.Codes[row]])];
        var training = numbers.AsSpan(0, KeptTraining).ToArray();
        if (training.Max() <= training.Min())
        {
            throw new UserInputException($"{column.Name}: all {KeptTraining:N0} targets are {training[0]}; there is nothing to learn.");
        }

        return new Target { Kind = task.Kind == TaskKind.Recommendation ? TaskKind.Recommendation : TaskKind.Regression, Numbers = numbers, Transform = TransformOf(task, numbers, training) };
    }

    private TargetTransform TransformOf(TaskSpec task, ImmutableArray<double> numbers, double[] training)
    {
        var first = numbers.ToList().FindIndex(number => number <= 0);
        if (task.Transform == TargetTransform.Log && first >= 0)
        {
            throw new UserInputException($"{place(Kept[first])}: the target {column.Name} is {numbers[first]}; the logarithm needs targets over 0; use --target-transform none.");
        }

        if (task.Transform is { } given)
        {
            _scale = given == TargetTransform.Log ? "as its logarithm" : "as it is";
            return given;
        }

        var skewness = Moments.Of(training).Skewness;
        if (first >= 0 || skewness <= LogSkewness)
        {
            _scale = "as it is";
            return TargetTransform.None;
        }

        _scale = string.Create(CultureInfo.InvariantCulture, $"as its logarithm, since it is positive with skewness {skewness:F1} (--target-transform none says otherwise)");
        return TargetTransform.Log;
    }
}
