namespace Sweetspot.Training;

/// <summary>A teacher's answers to the rows that are learned from, computed once.</summary>
internal sealed class SoftTargets
{
    private readonly float[] _answers; // [rows × outputs]
    private readonly Dictionary<int, int> _places;

    /// <param name="teacher">What the teacher is, in words.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="outputs">The teacher's outputs for them, [rows × outputs].</param>
    /// <param name="areClasses">Whether they are scores of classes, which become shares at the temperature; else numbers, taken as they are.</param>
    /// <param name="seconds">CPU seconds that the teacher took.</param>
    public SoftTargets(string teacher, IReadOnlyList<int> rows, float[] outputs, bool areClasses, double seconds)
    {
        (Teacher, Outputs, Seconds) = (teacher, outputs.Length / Math.Max(1, rows.Count), seconds);
        _places = rows.Index().ToDictionary(row => row.Item, row => row.Index);
        _answers = areClasses ? [.. outputs.Chunk(Outputs).SelectMany(Shares)] : outputs;
    }

    /// <summary>What the teacher is, in words.</summary>
    public string Teacher { get; }

    /// <summary>Numbers of one answer.</summary>
    public int Outputs { get; }

    /// <summary>CPU seconds that training the teacher took.</summary>
    public double Seconds { get; }

    /// <summary>Writes the answers to these rows one after another.</summary>
    /// <param name="target">[rows × outputs].</param>
    /// <param name="rows">The rows.</param>
    public void Fill(Span<float> target, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            _answers.AsSpan(_places[rows[i]] * Outputs, Outputs).CopyTo(target[(i * Outputs)..]);
        }
    }

    private static float[] Shares(float[] scores)
    {
        var largest = scores.Max();
        var shares = scores.Select(score => Math.Exp((score - largest) / Distillation.Temperature)).ToArray();
        var sum = shares.Sum();
        return [.. shares.Select(share => (float)(share / sum))];
    }
}
