using SkiaSharp;
using Sweetspot.Core;
using Sweetspot.Planning;
using Sweetspot.TestKit;

namespace Sweetspot.Cli.Tests;

public sealed class SvgPictureTests : IDisposable
{
    private static readonly Lazy<string> s_plan = new(() => PlanChart.Of(TrainingPlanner.Plan(new PlanQuestion { Hardware = HardwareCatalogue.Find("H100"), Devices = 64, Days = 7 })));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_Plan_IsTwiceTheDrawingAndWhiteAtItsEdge()
    {
        using var bitmap = SKBitmap.Decode(SvgPicture.Of(s_plan.Value).Png);

        Assert.Equal(2 * 1192, bitmap.Width);
        Assert.Equal(SKColors.White, bitmap.GetPixel(0, 0));
        Assert.Equal(SKColors.White, bitmap.GetPixel(bitmap.Width - 1, bitmap.Height - 1));
    }

    [Fact]
    public void Of_TextAndBars_LeaveTheirColours()
    {
        using var bitmap = SKBitmap.Decode(SvgPicture.Of(s_plan.Value).Png);
        var title = Pixels(bitmap, new SKRectI(48, 48, 600, 80));
        var all = Pixels(bitmap, new SKRectI(0, 0, bitmap.Width, bitmap.Height));

        Assert.InRange(title.Count(colour => colour.Red < 60), 500, 5000); // a title of 35 letters, each some dozens of dark pixels
        Assert.All(["#0072b2", "#d55e00", "#008a66", "#aa3f83"], colour => Assert.Contains(SKColor.Parse(colour), all));
        Assert.DoesNotContain(SKColors.Black, all); // what has lost its rules would be black
    }

    [Fact]
    public void Of_EveryElementOfADrawing_IsKnown()
    {
        var unknown = "<svg viewBox=\"0 0 10 10\" xmlns=\"http://www.w3.org/2000/svg\"><circle r=\"2\"/></svg>";

        Assert.Throws<ArgumentException>(() => SvgPicture.Of(unknown));
        Assert.NotEmpty(SvgPicture.Of(FitChart.Expected("Loss", "loss", [(2.0, 2.1), (1.0, 1.1)])).Png);
    }

    [Fact]
    public void Of_CharacterOfNoFont_IsNamed()
    {
        var picture = SvgPicture.Of("<svg viewBox=\"0 0 90 20\" xmlns=\"http://www.w3.org/2000/svg\"><text x=\"1\" y=\"15\">a \U000F1234 b</text></svg>"); // for private use

        Assert.Equal(["\U000F1234"], picture.Missing);
    }

    [Theory]
    [InlineData("×")]
    [InlineData("−0.5 – 95 %")]
    [InlineData("Größe µ αβ Ж …")]
    public void Of_TextsOfDrawings_AreInTheFontThatIsShipped(string text)
    {
        using var fonts = new SvgFonts();

        Assert.Single(fonts.Runs(text, isBold: false));
        Assert.Single(fonts.Runs(text, isBold: true));
        Assert.Empty(fonts.Missing);
    }

    [Fact]
    public void Of_Study_DrawsTheFrontAndSizes()
    {
        var svg = StudyChart.Of(FakeStudy.Report());

        Assert.All(["Accuracy against latency", "Training and validation accuracy by size", "recommended"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
        Assert.Empty(SvgPicture.Of(svg).Missing);
    }

    [Fact]
    public void Add_PointOutsideTheAxes_IsToldOf()
    {
        var axis = new Axis("x", 0, 1, false);
        var panels = new SvgPanels();
        panels.Add(new Chart("Two points", axis, axis, [new ChartSeries { Label = "a", Points = [new ChartPoint(0.5, 0.5), new ChartPoint(5, 5)] }]), "Trained once.");

        Assert.Contains("Trained once. 1 point lies outside the axes and is not drawn.", panels.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_StudyWithoutTrials_SaysThatNothingIsToBeDrawn() =>
        Assert.Contains("nothing to draw", Assert.Throws<UserInputException>(() => StudyChart.Of(FakeStudy.Report() with { Trials = [], Front = [] })).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_Ladder_DrawsItsLaw()
    {
        var runs = from size in new[] { 1e6, 3e6, 1e7, 3e7 } from tokens in new[] { 1e8, 3e8, 1e9 } select new TrainingRun(size, tokens, 1.8 + (480 / Math.Pow(size, 0.35)) + (2100 / Math.Pow(tokens, 0.37)), null);
        var report = FakeStudy.Report() with { Law = LawReport.Of([.. runs], new LawFitOptions { Resamples = 0 }) };
        using var html = new StringWriter();
        HtmlReport.Write(report, html);

        Assert.Contains("Loss by size at equal compute", StudyChart.Of(report), StringComparison.Ordinal);
        Assert.Contains("The law of these runs", html.ToString(), StringComparison.Ordinal);
        Assert.Contains("Loss by compute", html.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Picture_ReplacesItsOlderOneAndNoOther()
    {
        var path = _folder.File("plan.png");
        PlotFile.Write(path, s_plan.Value);
        PlotFile.Write(path, s_plan.Value);
        var foreign = _folder.File("photo.png");
        using var bitmap = new SKBitmap(4, 4);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(foreign, data.ToArray());

        Assert.Contains("left as it is", Assert.Throws<UserInputException>(() => PlotFile.Write(foreign, s_plan.Value)).Message, StringComparison.Ordinal);
        Assert.Equal(data.ToArray(), File.ReadAllBytes(foreign));
    }

    [Theory]
    [InlineData("law.pdf")]
    [InlineData("law")]
    public void Check_AnotherEnding_IsRefused(string name) =>
        Assert.EndsWith($"{name}: drawings are written as SVG or PNG; name a file that ends in .svg or .png.", Assert.Throws<UserInputException>(() => PlotFile.Check(_folder.File(name))).Message, StringComparison.Ordinal);

    private static List<SKColor> Pixels(SKBitmap bitmap, SKRectI area)
    {
        using var part = new SKBitmap();
        Assert.True(bitmap.ExtractSubset(part, area));
        return [.. part.Pixels];
    }
}
