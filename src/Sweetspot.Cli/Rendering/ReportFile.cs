using System.Reflection;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Writes a study's HTML report to a file.</summary>
internal static class ReportFile
{
    /// <returns>The path.</returns>
    public static string Write(StudyResult result, string path)
    {
        using var file = OutputFile.Create(path, OutputKind.Report);
        HtmlReport.Write(Of(result), file);
        return path;
    }

    /// <summary>What a report shows of a study.</summary>
    public static StudyReport Of(StudyResult result)
    {
        var definition = result.Definition;
        var profile = result.Stored.Profile;
        return new StudyReport
        {
            Name = result.Name,
            State = StudyDocument.NameOf(result.State),
            Provisional = result.Provisional,
            Duration = result.Elapsed,
            Created = TimeProvider.System.GetLocalNow(),
            Task = [$"{profile.Kind.ToString().ToLowerInvariant()}: {Counted.Of(profile.Rows, "row")} for training and validation, {Counted.Of(profile.TestRows, "test row")}"],
            DataNotes = profile.Notes,
            Space = [.. definition.Explanation, .. definition.Space.Describe().Split('\n').Select(line => line.TrimEnd())],
            Machine = $"{Environment.MachineName}: {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, {Counted.Of(Environment.ProcessorCount, "core")}",
            Method = Method(result),
            Versions = [new("Sweetspot", Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "unknown"), new(".NET", Environment.Version.ToString())],
            Objectives = definition.Objectives,
            Quality = definition.QualityObjective,
            Trials = result.Trials,
            Front = [.. result.Front.Trials.Select(trial => trial.Number)],
            Outcome = result.Choice,
            Compression = [.. result.Compression.Select(comparison => comparison.Text)],
            Precision = [.. PrecisionNotes.Of(result)],
            Warnings = [.. result.WithoutVerdict.Select(line => $"Asked for: {line}.")],
            Law = Law(result),
            Generations = Generations(result),
            Describe = result.Describe,
        };
    }

    private static IReadOnlyList<string> Method(StudyResult result)
    {
        var definition = result.Definition;
        var profile = result.Stored.Profile;
        var verification = profile.UsesFolds ? "5 folds of the training data" : $"{definition.Replicates} fresh seeds on the validation part";
        return
        [
            $"search: {definition.Algorithm}, seed {definition.Seed}; {result.Stored.Spec.Task.Validation:P0} of the training data held out for validation",
            $"every size trains at most {Counted.Of(definition.Epochs, "epoch")} with early stopping; finalists are retrained on {verification}, then once on all training data",
            .. definition.Algorithm == "classic" ? [ClassicFitness.Describe(definition.QualityObjective)] : Array.Empty<string>(),
        ];
    }

    private static LawReport? Law(StudyResult result)
    {
        try
        {
            return result.Definition.IsLadder ? StudyLaw.Of(result).Report : null;
        }
        catch (UserInputException)
        {
            return null; // runs that tell no law; show and fit say why
        }
    }

    private static IReadOnlyList<GenerationPoint> Generations(StudyResult result)
    {
        if (result.Definition.Algorithm != "classic")
        {
            return [];
        }

        var replay = new ClassicSearch(result.Definition.AlgorithmSettings());
        replay.Tell([.. result.Trials.Where(trial => trial.Request.Purpose == TrialPurpose.Search && trial.Sequence is not null).OrderBy(trial => trial.Sequence)]);
        replay.Ask(1);
        return [.. replay.Statistics.Where(generation => generation.Average is not null).Select(generation => new GenerationPoint(
            generation.Generation, generation.Minimum!.Value, generation.Average!.Value, generation.Maximum!.Value))];
    }
}
