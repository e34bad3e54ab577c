namespace Sweetspot.Core;

/// <summary>One way to model a quantity over a space by a <see cref="GaussianProcess"/>.</summary>
/// <param name="Groups">Of each coordinate, which weight it has, from 0; −1 where it is not seen.</param>
/// <param name="Levels">What its fit chooses from.</param>
internal sealed record ModelForm(IReadOnlyList<int> Groups, FitLevels Levels);
