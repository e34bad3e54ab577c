using System.CommandLine;
using Spectre.Console;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.Training;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot find</c>: runs or resumes a study to its recommendation. The main job.</summary>
internal sealed class FindCommand : Command
{
    private readonly FindOptions _options = new();

    public FindCommand()
        : base("find", "Train and measure model sizes on your data, and recommend one. Run it again to go on where it stopped.")
    {
        _options.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (_options.Table(parsed) is { } table)
        {
            return TableSearch.Run(table, _options.ReadTable(parsed), _options.IsDryRun(parsed), _options.IsJson(parsed), cancellationToken);
        }

        var began = TimeProvider.System.GetTimestamp();
        var (spec, folder) = _options.Read(parsed);
        var report = Path.GetFullPath(_options.Report(parsed) ?? Workspace.Current.Report);
        OutputFile.Check(report, OutputKind.Report, [_options.Named(parsed), .. StudyPaths.Of(spec.Task, folder)]);
        var data = DatasetLoader.Load(spec.Task, folder);
        spec = spec with { Task = StudyPaths.Absolute(spec.Task, folder) };
        var workers = spec.Budget.Workers ?? Environment.ProcessorCount;
        var stored = new StoredDefinition(WithCompute(spec, data.Profile, workers), data.Profile, data.Groups);
        var definition = stored.Resolve();
        Splits.Check(data, spec.Task.Validation, definition.Seed);
        CheckProcessor(definition);
        Introduction.Write(Console.Error, stored, definition, workers);
        if (_options.IsDryRun(parsed))
        {
            Introduction.WriteDryRun(Console.Out, stored, definition, workers);
            _ = definition.Feasible.Sample(RandomStream.For(definition.Seed, 0, "dry run")); // refuses limits that no point keeps
            return ExitCode.Ok;
        }

        var workspace = Workspace.Current;
        workspace.Check();
        // Not cancelled: there is something to print from here on, and it takes a moment only.
        await using var session = await StudySession.OpenAsync(workspace, data, stored, definition, _options.IsNew(parsed), CancellationToken.None);
        await using var alone = await session.Store.LockAsync(session.Record.Id, CancellationToken.None);
        return await FinishAsync(session, workspace, parsed, report, workers, began, cancellationToken);
    }

    /// <summary>The compute of language models is fixed once, here, for workers and later looks at the study.</summary>
    /// <exception cref="UserInputException">It is given for other tasks, or epochs are for this one.</exception>
    private static StudySpec WithCompute(StudySpec spec, DataProfile profile, int workers) => (profile.Kind == TaskKind.LanguageModel, spec) switch
    {
        (false, { Compute: not null }) => throw new UserInputException("--compute: only language models are trained by compute; give --epochs, or leave it out."),
        (true, { Epochs: not null }) => throw new UserInputException("--epochs: language models are trained by compute, not by passes; give --compute, or more --time."),
        (true, _) => spec with { Compute = LanguageCompute.Of(spec, workers) },
        _ => spec,
    };

    private async Task<int> FinishAsync(StudySession session, Workspace workspace, ParseResult parsed, string report, int workers, long began, CancellationToken cancellationToken)
    {
        var before = await session.EndedAsync(CancellationToken.None);
        if (before.Count > 0)
        {
            Console.Error.WriteLine($"This study was begun before; going on after {before.Count} finished trainings.");
        }

        StudyState state;
        string? impossible = null;
        var cancelled = false;
        try
        {
            var outcome = await session.RunAsync(View(session, before), workers, began, cancellationToken);
            state = outcome.State;
            if (!outcome.DidWork)
            {
                Console.Error.WriteLine($"Everything was already done: nothing was trained. Give a larger {(session.Definition.TrialBudget == int.MaxValue ? "--time" : session.Definition.TimeBudget > TimeSpan.FromDays(30) ? "--trials" : "--trials or --time")} to extend the study, or --new to start afresh.");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            cancelled = true;
            state = StudyState.Cancelled;
            await session.Store.SetStateAsync(session.Record.Id, state, CancellationToken.None);
        }
        catch (ImpossibleSpaceException exception)
        {
            impossible = exception.Message;
            state = StudyState.NothingFeasible;
            await session.Store.WriteAsync(StudyResults.ProblemKeyOf(session.Record.Id), impossible, CancellationToken.None);
            await session.Store.SetStateAsync(session.Record.Id, state, CancellationToken.None);
        }

        var result = await StudyResults.ReadAsync(session.Store, session.Record, session.Stored.Spec.Choose, state, CancellationToken.None);
        if (impossible is not null)
        {
            return TellImpossible(result with { Problem = impossible }, _options.IsJson(parsed));
        }

        if (!session.Definition.IsLadder)
        {
            Console.Out.WriteLine(_options.IsJson(parsed) ? StudyDocument.Write(result) : ResultText.Write(result));
            ReportFile.Write(result, report);
            Console.Error.WriteLine($"Report: {workspace.Shown(report)}");
        }
        else if (!cancelled)
        {
            return LadderText.Write(result, _options.IsJson(parsed));
        }

        if (cancelled)
        {
            Console.Error.WriteLine("Cancelled; every finished trial is kept. The same command goes on from here.");
        }

        return cancelled ? ExitCode.Cancelled : ExitCode.Of(result);
    }

    /// <exception cref="UserInputException">The study asks for arithmetic that this processor has not.</exception>
    private static void CheckProcessor(StudyDefinition definition)
    {
        if (definition.Genes.Any(gene => gene.Name == PrecisionGene.Name && gene.Values.Contains(Precision.Bf16.Word())) && !CpuFeatures.HasBFloat16)
        {
            throw new UserInputException("precision: bf16 needs a processor with bfloat16 products (AVX512-BF16, AMX-BF16 or Arm's BF16), which this one does not report; leave bf16 out.");
        }
    }

    private static int TellImpossible(StudyResult result, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(StudyDocument.Write(result));
        }

        Console.Error.WriteLine($"error: {result.Problem}");
        return ExitCode.NothingFeasible;
    }

    private static IStudyView View(StudySession session, IReadOnlyList<Trial> before)
    {
        var text = new TrialText(session.Definition.Describe, session.Definition.Objectives);
        return Console.IsErrorRedirected
            ? new LineView(Console.Error, text)
            : new LiveView(
                AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
                text, session.Definition.Objectives, session.Definition.TimeBudget, before, TimeProvider.System);
    }
}
