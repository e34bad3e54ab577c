using Sweetspot.Core;
using Spectre.Console;

namespace Sweetspot.Cli;

/// <summary>A live table on a terminal: the front so far, what has just ended, how many trials, and the time left.</summary>
internal sealed class LiveView : IStudyView
{
    private const int MostRows = 12;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    private readonly IAnsiConsole _console;
    private readonly TrialText _text;
    private readonly IReadOnlyList<Objective> _objectives;
    private readonly TimeSpan _budget;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private IReadOnlyList<Trial> _front = [];
    private StudyProgress? _last;
    private long _lastAt;
    private bool _isStarting;

    /// <param name="console">Where to draw.</param>
    /// <param name="text">Names of trials.</param>
    /// <param name="objectives">Columns of the table.</param>
    /// <param name="budget">Time for everything.</param>
    /// <param name="earlier">Trials of earlier runs of the study.</param>
    /// <param name="time">The clock.</param>
    public LiveView(IAnsiConsole console, TrialText text, IReadOnlyList<Objective> objectives, TimeSpan budget, IEnumerable<Trial> earlier, TimeProvider time)
    {
        (_console, _text, _objectives, _budget, _time) = (console, text, objectives, budget, time);
        Add(earlier);
    }

    public async Task<StudyOutcome> WhileAsync(Func<Task<StudyOutcome>> work)
    {
        StudyOutcome? outcome = null;
        await _console.Live(Draw()).AutoClear(true).StartAsync(async screen =>
        {
            var running = work();
            while (await Task.WhenAny(running, Task.Delay(Refresh, _time)) != running)
            {
                screen.UpdateTarget(Draw());
            }

            outcome = await running;
        });
        return outcome!;
    }

    public void Starting() => _isStarting = true;

    public void Report(StudyProgress value)
    {
        lock (_gate)
        {
            (_last, _lastAt) = (value, _time.GetTimestamp());
            Add(value.Ended is { } trial ? [trial] : []);
        }
    }

    private void Add(IEnumerable<Trial> ended) =>
        _front = ParetoFront.Of([.. _front, .. ended.Where(trial => trial.Request.Purpose is TrialPurpose.Search or TrialPurpose.Baseline)], _objectives).Trials;

    private Rows Draw()
    {
        lock (_gate)
        {
            var table = new Table().Border(TableBorder.Rounded);
            table.AddColumn("front so far");
            foreach (var objective in _objectives)
            {
                table.AddColumn(new TableColumn(Markup.Escape(Metrics.Label(objective.Name))).RightAligned());
            }

            foreach (var trial in _front.OrderBy(trial => _objectives[0].Minimized(trial.Value(_objectives[0].Name) ?? double.NaN)).Take(MostRows))
            {
                table.AddRow([Markup.Escape(_text.Name(trial)), .. _objectives.Select(objective => Markup.Escape(TrialText.Value(trial, objective.Name)))]);
            }

            return new Rows(new Text(Title()), table, new Text(_last?.Ended is { } last ? $"last: {_text.Line(last)}" : ""));
        }
    }

    private string Title()
    {
        const string Stop = "Ctrl-C stops and keeps everything";
        if (_last is null)
        {
            return $"{(_isStarting ? "starting the workers" : "looking at what is left to do")} … · {Stop}";
        }

        var progress = _last with { Elapsed = _last.Elapsed + _time.GetElapsedTime(_lastAt) };
        var left = _budget - progress.Elapsed;
        var remaining = _budget < TimeSpan.FromDays(30) && left > TimeSpan.Zero ? $", at most {NumberFormat.Seconds(left.TotalSeconds)} left" : "";
        return $"{TrialText.Phase(progress)}{remaining} · {Stop}";
    }
}
