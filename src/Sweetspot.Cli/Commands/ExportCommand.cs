using System.CommandLine;
using Sweetspot.Core;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot export</c>: a study as report, CSV or JSON Lines, and the recommended model as weights or ONNX.</summary>
internal sealed class ExportCommand : Command
{
    private readonly Argument<string?> _study = new("study") { Description = "Name or number of a study in this folder. [default: the newest]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _format = Flags.Word(
        "--format", "report (HTML), csv, jsonl; or the recommended model: weights (safetensors) or onnx (with a how-to-run beside it).", "report", "csv", "jsonl", "weights", "onnx");
    private readonly Option<string?> _precision = Flags.Word(
        "--precision", "Numbers that the ONNX file computes in: fp32, int8-dynamic, int8-static, or int8 for whichever of the two suits. [default: as recommended]", "fp32", "int8-dynamic", "int8-static", "int8");
    private readonly Option<string?> _output = new("--output", "-o") { Description = "File to write. [default: standard output for csv and jsonl; sweetspot-report.html; model.safetensors; model.onnx]" };

    public ExportCommand()
        : base("export", "Write a study's trials, report, or the recommended model.")
    {
        _format.Required = true;
        Add(_study);
        Add(_format);
        Add(_precision);
        Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var workspace = Workspace.Current;
        var result = await StudyViewer.ReadAsync(workspace, parsed.GetValue(_study), null, cancellationToken);
        var output = parsed.GetValue(_output);
        if (parsed.GetValue(_precision) is { } precision && parsed.GetRequiredValue(_format) != "onnx")
        {
            throw new UserInputException($"--precision: {precision} is for --format onnx; leave it out.");
        }

        if (output is not null)
        {
            OutputFile.CheckInputs(output, StudyPaths.Of(result.Stored.Spec.Task, workspace.Folder));
        }

        switch (parsed.GetRequiredValue(_format))
        {
            case "csv":
                WriteText(output, OutputKind.Trials, writer => CsvExport.Write(result.Trials, candidate => result.Definition.Shape(candidate).Family, writer));
                break;
            case "jsonl":
                WriteText(output, OutputKind.TrialLines, writer => JsonLinesExport.Write(result.Trials, writer));
                break;
            case "report":
                Tell(ReportFile.Write(result, output ?? workspace.Report), workspace);
                break;
            case "onnx":
                var path = output ?? "model.onnx";
                OutputFile.Check(path, OutputKind.Onnx);
                OutputFile.Check(OnnxFiles.HowToOf(path), OutputKind.HowTo);
                Console.Error.WriteLine(await OnnxFiles.WriteAsync(KeptWeights(result, workspace), result.Stored.Spec.Task, path, parsed.GetValue(_precision), cancellationToken));
                Tell(path, workspace);
                Tell(OnnxFiles.HowToOf(path), workspace);
                break;
            default:
                output ??= "model.safetensors";
                OutputFile.Copy(KeptWeights(result, workspace), output, OutputKind.Weights);
                Tell(output, workspace);
                break;
        }

        return ExitCode.Ok;
    }

    private static void WriteText(string? path, OutputKind kind, Action<TextWriter> write)
    {
        if (path is null)
        {
            write(Console.Out);
            return;
        }

        using var file = OutputFile.Create(path, kind);
        write(file);
    }

    /// <summary>Where the recommended model's weights lie.</summary>
    private static string KeptWeights(StudyResult result, Workspace workspace)
    {
        var chosen = result.Choice.Recommendation?.Candidate
            ?? throw new UserInputException($"the study has no recommendation, so there is no model to export: {WhyNone(result.State)}");
        var final = result.Trials.LastOrDefault(trial => trial.Request.Purpose == TrialPurpose.Final && trial.State == TrialState.Completed && trial.Candidate.Equals(chosen));
        var kept = final is null ? null : ModelFile.PathOf(workspace.WeightsOf(result.StudyId), final.Request);
        if (kept is null || !File.Exists(kept))
        {
            throw new UserInputException(final is null
                ? $"{result.Describe(chosen)} has not had its final training yet; run the same find again, which goes on where it stopped."
                : $"the weights of {result.Describe(chosen)} are no longer in {workspace.Shown(workspace.Weights)}; put them back, or run find with --new, which trains everything afresh.");
        }

        return kept;
    }

    private static string WhyNone(StudyState state) => state switch
    {
        StudyState.NothingFeasible => "nothing tried keeps all limits. Raise a limit, or widen the space; sweetspot show says which.",
        StudyState.NothingCompleted => "no training completed; sweetspot show says why.",
        StudyState.Running or StudyState.Cancelled => "it has not ended. Run the same find again, which goes on where it stopped.",
        _ => "it has ended without one; sweetspot show says why.",
    };

    private static void Tell(string path, Workspace workspace) => Console.Error.WriteLine($"Wrote {workspace.Shown(Path.GetFullPath(path))}");
}
