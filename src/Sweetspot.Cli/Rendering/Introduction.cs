using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary>What was understood of a study, before anything is trained.</summary>
internal static class Introduction
{
    public static void Write(TextWriter output, StoredDefinition stored, StudyDefinition definition, int workers)
    {
        var profile = stored.Profile;
        var classes = profile.Kind == TaskKind.Classification ? $"{Counted.Of(profile.Classes.Length, "class", "classes")}" : TaskKinds.NameOf(profile.Kind);
        if (profile.Corpus is { } corpus)
        {
            output.WriteLine($"{definition.Name}: {corpus.Bytes / 1e3:N0} kB of text, {Counted.Of(corpus.Characters, "character")}, {corpus.Alphabet:N0} different ones; language model.");
            WriteRest(output, profile, definition, workers);
            return;
        }

        var test = profile.TestRows > 0 ? $"{Counted.Of(profile.TestRows, "test row")}, touched once by the finalists" : "no test data";
        output.WriteLine($"{definition.Name}: {Counted.Of(profile.Rows, "row")} of {Input(profile.Input)}, {classes}; {test}.");
        WriteRest(output, profile, definition, workers);
    }

    private static void WriteRest(TextWriter output, DataProfile profile, StudyDefinition definition, int workers)
    {
        foreach (var note in profile.Notes)
        {
            output.WriteLine($"  {note}");
        }

        foreach (var line in definition.Explanation)
        {
            output.WriteLine($"  {line}");
        }

        List<string> limits = [.. definition.Constraints.Where(limit => limit.Text is not (StudyDefinition.ImageLimit or StudyDefinition.TextLimit or StudyDefinition.RatingLimit or StudyDefinition.TranslationLimit or StudyDefinition.PruneLimit or StudyDefinition.FusionLimit) && !limit.Text.EndsWith(StudyDefinition.UnprunedLimit, StringComparison.Ordinal)).Select(limit => limit.Text), .. definition.Goals.Select(goal => goal.ToString())];
        output.WriteLine($"Objectives: {string.Join(", ", definition.Objectives.Select(objective => $"{objective.Name} {(objective.Direction == Direction.Maximize ? "up" : "down")}"))}."
            + (limits.Count == 0 ? "" : $" Limits: {string.Join("; ", limits)}.")
            + (definition.Spec.Deadline is { } deadline ? $" Deadline: {deadline}." : ""));
        output.WriteLine(definition.IsLadder ? $"Ladder of {Counted.Of(definition.TrialBudget, "training")}, seed {definition.Seed}{(profile.Kind == TaskKind.LanguageModel ? $", the largest of {LanguageCompute.Text(definition.TrainingFlops)}" : "")}; then the law, with a check against the largest." : $"Search: {definition.Algorithm}, seed {definition.Seed}, {Budget(definition)}; {(profile.Kind == TaskKind.LanguageModel ? $"every size trains for {LanguageCompute.Text(definition.TrainingFlops)}" : $"every size trains at most {Counted.Of(definition.Epochs, "epoch")} with early stopping{(LevelsText.Of(definition.Algorithm, definition.AlgorithmSettings(), " epochs") is { } levels ? $"; {levels}" : "")}")}.");
        if (definition.Algorithm == "classic")
        {
            output.WriteLine($"Classic: {ClassicFitness.Describe(definition.QualityObjective)}, maximised.");
        }

        output.WriteLine($"Device: CPU, {Counted.Of(workers, "training", "trainings side by side")}, one thread each. No GPU is used.");
    }

    public static void WriteDryRun(TextWriter output, StoredDefinition stored, StudyDefinition definition, int workers)
    {
        output.WriteLine("Space:");
        foreach (var line in definition.Space.Describe().Split('\n'))
        {
            output.WriteLine($"  {line.TrimEnd()}");
        }

        output.WriteLine(definition.Space.Size is { } size ? $"  {Counted.Of(size, "point")}" : "  more points than can be counted");
        output.WriteLine("Sizes of the first population:");
        var costs = definition.InitialPopulation.Select(candidate => (Name: definition.Describe(candidate), Time: TrainingTime(definition, candidate), Known: definition.Compute(candidate))).ToList();
        foreach (var (name, time, known) in costs)
        {
            output.WriteLine($"  {name,-40} {NumberFormat.Value(known["parameters"]),9} parameters  {NumberFormat.Bytes(known["memory"].Value),10} to train  about {NumberFormat.Seconds(time.TotalSeconds)} a training");
        }

        if (costs.Count > 0)
        {
            var mean = TimeSpan.FromSeconds(costs.Average(cost => cost.Time.TotalSeconds));
            output.WriteLine($"Memory: at most {NumberFormat.Bytes(workers * (costs.Max(cost => cost.Known["memory"].Value) + 300e6))} for {Counted.Of(workers, "worker")} (computed; about 300 MB of it each for libtorch).");
            var levels = LevelsText.Costs(definition.Algorithm, definition.AlgorithmSettings(), mean.TotalSeconds);
            output.Write(levels is null ? "" : $"Levels of training: {levels}{Environment.NewLine}");
            output.WriteLine($"Time: {Budget(definition)}; a {(levels is null ? "" : "whole ")}training takes about {NumberFormat.Seconds(mean.TotalSeconds)} of CPU on average (a rough prediction, before anything is measured).");
        }
    }

    private static TimeSpan TrainingTime(StudyDefinition definition, Candidate candidate)
    {
        var shape = definition.Shape(candidate);
        var rows = candidate.Find(RunLadder.RowsGene) is { } some ? (int)some.Number : definition.Profile.TrainedRows;
        var flops = shape is GptShape gpt && candidate.Find(RunLadder.TokensGene) is { } tokens ? 3.0 * ModelCost.Of(gpt, 1).Flops / gpt.Context * tokens.Number : definition.TrainingFlops;
        return TimeSpan.FromSeconds(definition.Profile.Kind == TaskKind.LanguageModel
            ? flops / LanguageCompute.FlopsPerSecond
            : TrainingTimeEstimate.Of(shape, rows, definition.Epochs, TrainingDefaults.BatchSize(definition.Profile)).Value);
    }

    private static string Input(InputShape input)
    {
        if (input.IsTranslation)
        {
            return $"a text of up to {Counted.Of(input.Texts[0].Length, "character")} and one of up to {input.Texts[1].Length - 1}";
        }

        if (input.Levels.Length == 2 && input.IdCount == 2 && input.NumberCount == 0)
        {
            return $"user and item (of {input.Levels[0] - 1:N0} and {input.Levels[1] - 1:N0})";
        }

        var plain = CategoryVectors.Input(input, 0);
        var numbers = input.IsImage ? plain.Beside : plain.Size;
        return string.Join(" + ",
        [
            .. input.IsImage ? [$"{input.Height}×{input.Width} {(input.Channels == 1 ? "grey" : "colour")} images"] : Array.Empty<string>(),
            .. input.Texts.Select(text => $"a text of up to {Counted.Of(text.Length, text.Tokenizer == TokenizerNames.Word ? "word" : "character")}"),
            .. numbers > 0 ? [$"{Counted.Of(numbers, "number")} (after encoding)"] : Array.Empty<string>(),
        ]);
    }

    private static string Budget(StudyDefinition definition)
    {
        var trials = definition.TrialBudget == int.MaxValue ? null : Counted.Of(definition.TrialBudget, "trial");
        var time = definition.TimeBudget > TimeSpan.FromDays(30) ? null : NumberFormat.Seconds(definition.TimeBudget.TotalSeconds);
        return string.Join(" or ", new[] { trials, time }.OfType<string>());
    }
}
