namespace Sweetspot.Cli;

/// <summary>An answer of <c>fit</c>, as people, programs and eyes want it.</summary>
internal interface IFitAnswer
{
    /// <summary>For people.</summary>
    string Text();

    /// <summary>For programs.</summary>
    string Json();

    /// <summary>An SVG file.</summary>
    string Draw();
}
