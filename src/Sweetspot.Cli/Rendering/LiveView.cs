using Sweetspot.Core;
using Spectre.Console;

namespace Sweetspot.Cli;

/// <summary>A live table on a terminal: the front so far, what has just ended, how many trials, and the time left.</summary>
internal sealed class LiveView(IAnsiConsole console, TrialText text, IReadOnlyList<Objective> objectives, TimeSpan budget, TimeProvider time) : IStudyView
{
    private const int MostRows = 12;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    private readonly List<Trial> _ended = [];
    private LiveDisplayContext? _screen;
    private long _drawn;

    public async Task<StudyOutcome> WhileAsync(Func<Task<StudyOutcome>> work)
    {
        StudyOutcome? outcome = null;
        await console.Live(new Text("starting the workers …")).AutoClear(true).StartAsync(async screen =>
        {
            _screen = screen;
            screen.Refresh();
            outcome = await work();
        });
        return outcome!;
    }

    public void Report(StudyProgress value)
    {
        if (value.Ended is { } trial)
        {
            _ended.Add(trial);
        }

        if (_drawn == 0 || time.GetElapsedTime(_drawn) > Refresh)
        {
            _drawn = time.GetTimestamp();
            _screen?.UpdateTarget(Draw(value));
        }
    }

    private Rows Draw(StudyProgress progress)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("front so far");
        foreach (var objective in objectives)
        {
            table.AddColumn(new TableColumn(Markup.Escape(objective.Name)).RightAligned());
        }

        var front = ParetoFront.Of(_ended.Where(trial => trial.Request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline), objectives);
        foreach (var trial in front.Trials.OrderByDescending(trial => trial.Value(objectives[0].Name)).Take(MostRows))
        {
            table.AddRow([Markup.Escape(text.Name(trial)), .. objectives.Select(objective => Markup.Escape(TrialText.Value(trial, objective.Name)))]);
        }

        return new Rows(new Text(Title(progress)), table, new Text(progress.Ended is { } last ? $"last: {text.Line(last)}" : ""));
    }

    private string Title(StudyProgress progress)
    {
        var left = budget - progress.Elapsed;
        var remaining = budget < TimeSpan.FromDays(30) && left > TimeSpan.Zero ? $", at most {NumberFormat.Seconds(left.TotalSeconds)} left" : "";
        return $"{TrialText.Phase(progress)}{remaining} · Ctrl-C stops and keeps everything";
    }
}
