using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A law of one's own runs, asked about networks of images. Its runs learned until they no longer got better, so it goes by different images, not by images seen.</summary>
public sealed class OwnVisionLaw : IVisionLaw
{
    private const double Slack = 1.2;
    private readonly OwnLaw _law;
    private readonly OwnLawAxis _size;
    private readonly double _images;

    /// <summary>A law that goes by parameters.</summary>
    /// <param name="law">The law.</param>
    /// <param name="images">Different images there are.</param>
    /// <exception cref="UserInputException">It does not go by parameters, or there are far more or fewer images than its runs had.</exception>
    public OwnVisionLaw(OwnLaw law, double images)
    {
        (_law, _images) = (law, images);
        _size = law.Size is { IsParameters: true } size ? size : throw new UserInputException(
            $"--law: {law.Name}: goes by {(law.Size ?? law.Data)!.Column}, which says nothing of a network's parameters; fit a ladder of sizes (find --search ladder, then fit STUDY --json), or ask this one by --at."); // a law goes by something
        if (law.Data?.Beyond(images) > OwnLaw.MostBeyond)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"--images: {images:0.###e+0} are {law.Data.Beyond(images):0.#} times beyond the runs of {law.Name} ({law.Data.Least:0.###e+0} to {law.Data.Most:0.###e+0} {law.Data.Column}); a law is not followed beyond {OwnLaw.MostBeyond} times. Measure more."));
        }
    }

    /// <inheritdoc/>
    public string Source => string.Create(CultureInfo.InvariantCulture, $"{_law.Form}, fitted by sweetspot fit to {_law.Points} runs of {string.Join(" and ", new[] { _size, _law.Data }.OfType<OwnLawAxis>().Select(axis => $"{axis.Least:0.###e+0} to {axis.Most:0.###e+0} {axis.Column}"))}");

    /// <inheritdoc/>
    public string Metric => $"{_law.ErrorName} of your own runs, {_law.Name}";

    /// <inheritdoc/>
    public ImmutableArray<VisionCurve> Curves => [];

    /// <inheritdoc/>
    public IEnumerable<string> Cautions(double epochs) =>
    [
        "the law is of your own runs: of networks, images and epochs like theirs; both families are taken to follow it",
        string.Create(CultureInfo.InvariantCulture, $"times of training are of {epochs:0.##} passes over the images (--max-epochs)"),
        .. _law.Data is null ? ["errors are at as many images as the runs had"] : Array.Empty<string>(),
        .. _law.Warnings,
    ];

    /// <inheritdoc/>
    public double Error(string family, double parameters, double images) => _law.At(parameters, Different(images));

    /// <inheritdoc/>
    public Interval? IntervalOf(double parameters, double images) => _law.IntervalOf(one => one(parameters, Different(images)));

    /// <inheritdoc/>
    public Interval Range(string family) => new(_size.Least, _size.Most);

    /// <inheritdoc/>
    public bool IsExtrapolated(string family, double parameters, double images) => _law.Beyond(parameters, Different(images)) > Slack;

    private double Different(double seen) => Math.Min(seen, _images);
}
