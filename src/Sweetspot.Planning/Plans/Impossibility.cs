using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>Says why no plan keeps what is asked: the limit that the nearest plan breaks, by how much, and what would do.</summary>
internal static class Impossibility
{
    private const double Gib = 1L << 30;

    /// <summary>Where all sizes worth looking at lie beyond the shapes that there are.</summary>
    public static string OfSizes(PlanQuestion question, Interval sizes)
    {
        var shapes = DecoderShapes.All(question.Vocabulary);
        return sizes.High < shapes[0].Parameters.Total
            ? $"the sizes worth looking at end at {Number(sizes.High)} parameters, and the smallest decoder with a table of {question.Vocabulary} rows has {Number(shapes[0].Parameters.Total)}; give more time, money, FLOPs or data, or a smaller --vocabulary."
            : $"the sizes worth looking at begin at {Number(sizes.Low)} parameters, and the largest decoder that is planned has {Number(shapes[^1].Parameters.Total)}; give less time, money or FLOPs, more --tokens, or a higher --target-loss.";
    }

    public static string Of(PlanQuestion question, PlanSpace space, IReadOnlyList<(PlanGenes Genes, PlanPoint Point)> found)
    {
        var (genes, point) = found.Count > 0 ? found.MinBy(plan => plan.Point.Violation) : (default, new PlanPoint { Broken = PlanBreak.Layout });
        var (devices, hardware) = (space.Devices[genes.Devices], question.Hardware!); // there is one: it was searched
        var shape = space.Shapes[genes.Shape];
        var what = string.Create(CultureInfo.InvariantCulture, $"the nearest plan ({shape.Parameters.Total / 1e9:0.##} B parameters on {devices} × {hardware.Name}) ");
        return point.Broken switch
        {
            PlanBreak.Memory => string.Create(CultureInfo.InvariantCulture, $"{what}needs {point.MemoryBytes / Gib:0.0} GiB a device, {hardware.Name} has {hardware.MemoryBytes / Gib:0.0} GiB, of which {PlanEvaluator.MemoryShare * 100:0} % may be filled; use more devices, {(question.Context > PlanQuestion.UsualContext ? "a shorter --context, " : "")}or a smaller model."),
            PlanBreak.Time when question.Devices is null => string.Create(CultureInfo.InvariantCulture, $"no number of devices up to {space.Devices[^1]} ends it in time: {what}takes {Many(point.Seconds / 86400)} days, {Many(point.Violation)} times the {question.MostSeconds / 86400:0.##} allowed; give more --days, or ask for less."),
            PlanBreak.Time => string.Create(CultureInfo.InvariantCulture, $"{what}takes {Many(point.Seconds / 86400)} days, {Many(point.Violation)} times the {question.MostSeconds / 86400:0.##} allowed; give more --days or more devices."),
            PlanBreak.Money => string.Create(CultureInfo.InvariantCulture, $"{what}costs ${point.DeviceSeconds / 3600 * question.Price:#,0}, {point.Violation:0.##} times the ${question.Usd:#,0} there are; give more --money, or ask for less."),
            PlanBreak.DeviceHours => string.Create(CultureInfo.InvariantCulture, $"{what}takes {point.DeviceSeconds / 3600:#,0} device hours, {point.Violation:0.##} times the {question.DeviceHours:#,0} there are; give more --device-hours, or ask for less."),
            PlanBreak.Flops => string.Create(CultureInfo.InvariantCulture, $"{what}takes {point.Violation:0.##} times the {question.Flops:0.##e0} FLOP there are; give more --budget, or ask for less."),
            PlanBreak.Loss => string.Create(CultureInfo.InvariantCulture, $"no size reaches a loss of {question.TargetLoss:0.####} with what there is; give more data or a higher --target-loss."),
            PlanBreak.Serving => $"no size that could be trained answers as fast as asked: {ServingPlanner.Impossibility(space.Shapes[0], question.Serving!)}", // it was asked: it broke
            _ when question.Devices is null => $"the work does not go round on any number of devices up to {space.Devices[^1]}: layers, heads and sequences must be divisible by the devices that share them; give another --batch-tokens.",
            _ => $"the work does not go round on {devices} devices: layers, heads and sequences must be divisible by the devices that share them; give another number of --devices.",
        };
    }

    private static string Many(double value) => value.ToString(value < 1e6 ? "0.##" : "0.##e+0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value switch
    {
        < 1e4 or >= 1e15 => value.ToString("0.##e+0", CultureInfo.InvariantCulture),
        < 1e9 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.##} M"),
        < 1e12 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.##} B"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1e12:0.##} T"),
    };
}
