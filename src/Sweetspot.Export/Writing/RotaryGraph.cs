using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>Turns heads by their places: x · cos + y · sin, where y is x with the numbers of each pair (2i, 2i + 1) exchanged and the first negated.</summary>
internal sealed class RotaryGraph
{
    private const double Base = 10000; // of the trainer's positions
    private readonly string _cosines; // (T, 1, part)
    private readonly string _sines;
    private readonly long[] _exchanged;

    /// <param name="graph">Where to.</param>
    /// <param name="length">The number of places T of a run, a list of one.</param>
    /// <param name="most">Most places of a run.</param>
    /// <param name="part">Numbers of a head.</param>
    public RotaryGraph(GraphBuilder graph, string length, int most, int part)
    {
        _exchanged = [.. Enumerable.Range(0, part).Select(at => (long)(at ^ 1))];
        _cosines = Table("cosines", (angle, _) => Math.Cos(angle));
        _sines = Table("sines", (angle, at) => at % 2 == 0 ? -Math.Sin(angle) : Math.Sin(angle));

        string Table(string name, Func<double, int, double> value)
        {
            float[] values = [.. Enumerable.Range(0, most * part).Select(at => (float)value(at / part * Math.Pow(Base, -(at % part / 2 * 2.0) / part), at % part))];
            return graph.Node("Slice", [graph.Floats(name, new WeightTensor([most, 1, part], values)), graph.Wholes("first_place", 0), length, graph.Wholes("places_axis", 0)]);
        }
    }

    /// <summary>(B, T, heads, part), turned.</summary>
    public string Turn(GraphBuilder graph, string heads)
    {
        var exchanged = graph.Node("Gather", [heads, graph.Wholes("exchanged", _exchanged)], Attributes.Of("axis", 3));
        return graph.Node("Add", [graph.Node("Mul", [heads, _cosines]), graph.Node("Mul", [exchanged, _sines])]);
    }
}
