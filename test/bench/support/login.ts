/** A user of the private server, on the port of one protocol. */
export interface Login {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}
