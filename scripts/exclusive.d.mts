/** One at a time among all processes of this checkout: installing packages, generating, building. Returns the release. */
export declare function takeTurn(): () => void;
